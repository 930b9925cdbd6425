"""Who is named with the name of a State in it and is not that State: another State of the world, or a place.

«Демократическая Республика Конго» does not name the Congo, nor does "Papua New Guinea" name Guinea, in a Process where
only the Congo and Guinea are.
"""

from functools import lru_cache

from drafting import world
from drafting.domain.mentions import OTHER, States, lexicon
from drafting.domain.state_names import Names, forms

# Places that are no States, as texts on borders, waters and migration name them.
PLACES = (
    Names("Northern Ireland", "", "Северная Ирландия", ""),
    Names("American Samoa", "", "Американское Самоа", ""),
    Names("South Georgia", "", "Южная Георгия", ""),
    Names("New Mexico", "", "", ""),
    Names("New Guinea", "", "Новая Гвинея", ""),
    Names("Inner Mongolia", "", "Внутренняя Монголия", ""),
    Names("Lake Chad", "", "озеро Чад", ""),
    Names("Gulf of Guinea", "", "", ""),
    Names("Gulf of Oman", "", "", ""),
)


@lru_cache(maxsize=32)
def mistakable(own: States) -> States:
    """Of the other States and the places, those of which a name holds a name of these; each with the key OTHER."""
    known, by_name = lexicon(own), {form for _, names in own for form in forms(names)}
    others = [it for it in _others() if it.short_en not in by_name and it.short_ru not in by_name]
    return tuple((OTHER, it) for it in others if any(any(known.names(form)) for form in forms(it)))


@lru_cache(maxsize=1)
def _others() -> tuple[Names, ...]:
    of_the_world = (Names(it.name_en, it.long_en, it.name_ru, it.long_ru, it.cases_ru()) for it in world.states())
    return (*of_the_world, *PLACES)
