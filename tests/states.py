"""States with names in every shape that declension meets, for tests of mentions and of what follows from them."""

from drafting.domain.mentions import States
from drafting.domain.state_names import Names

ARVENDAL = Names("Arvendal", "Kingdom of Arvendal", "Арвендаль", "Королевство Арвендаль")
JELBAR = Names("Jelbar", "State of Jelbar", "Джелбар", "Государство Джелбар")
KETHARA = Names("Kethara", "Union of Kethara", "Кетара", "Кетарский Союз")
ORLIA = Names("Orlia", "Islamic Republic of Orlia", "Орлия", "Исламская Республика Орлия", ("Орлийской державы",))
ZHORAM = Names("Zhoram", "Democratic Republic of Zhoram", "Жорам", "Демократическая Республика Жорам")
A, J, K, L, Z = range(1, 6)
STATES: States = ((A, ARVENDAL), (J, JELBAR), (K, KETHARA), (L, ORLIA), (Z, ZHORAM))
