"""Nationalities and the countries that they belong to, and the spellings of country names that mean one country."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_TABLE: Final = """
Afghanistan: Afghan Afghani | Albania: Albanian | Algeria: Algerian | Andorra: Andorran | Angola: Angolan
Argentina: Argentine Argentinian Argentinean | Armenia: Armenian | Australia: Australian Aussie | Austria: Austrian
Azerbaijan: Azerbaijani Azeri | Bahamas: Bahamian | Bahrain: Bahraini | Bangladesh: Bangladeshi | Barbados: Barbadian Bajan
Belarus: Belarusian Belarussian | Belgium: Belgian | Belize: Belizean | Benin: Beninese | Bhutan: Bhutanese | Bolivia: Bolivian
Bosnia: Bosnian | Botswana: Motswana Batswana | Brazil: Brazilian | Brunei: Bruneian | Bulgaria: Bulgarian
Burkina Faso: Burkinabe Burkinabé | Burundi: Burundian | Cambodia: Cambodian | Cameroon: Cameroonian | Canada: Canadian | Chad: Chadian
Chile: Chilean | China: Chinese | Colombia: Colombian | Congo: Congolese | Costa Rica: Costa-Rican Tico | Croatia: Croatian Croat
Cuba: Cuban | Cyprus: Cypriot | Czech Republic: Czech | Denmark: Danish Dane | Dominican Republic: Dominican
Ecuador: Ecuadorian Ecuadorean | Egypt: Egyptian | El Salvador: Salvadoran Salvadorean | England: English Englishman Englishwoman
Eritrea: Eritrean | Estonia: Estonian | Ethiopia: Ethiopian | Fiji: Fijian | Finland: Finnish Finn
France: French Frenchman Frenchwoman | Gabon: Gabonese | Gambia: Gambian | Georgia: Georgian | Germany: German | Ghana: Ghanaian
Greece: Greek | Greenland: Greenlandic | Guatemala: Guatemalan | Guinea: Guinean | Guyana: Guyanese | Haiti: Haitian
Honduras: Honduran | Hong Kong: Hongkonger | Hungary: Hungarian | Iceland: Icelandic Icelander | India: Indian | Indonesia: Indonesian
Iran: Iranian | Iraq: Iraqi | Ireland: Irish Irishman Irishwoman | Israel: Israeli | Italy: Italian | Ivory Coast: Ivorian
Jamaica: Jamaican | Japan: Japanese | Jordan: Jordanian | Kazakhstan: Kazakh Kazakhstani | Kenya: Kenyan | Kosovo: Kosovar Kosovan
Kuwait: Kuwaiti | Kyrgyzstan: Kyrgyz | Laos: Laotian Lao | Latvia: Latvian | Lebanon: Lebanese | Lesotho: Basotho | Liberia: Liberian
Libya: Libyan | Lithuania: Lithuanian | Luxembourg: Luxembourger | Madagascar: Malagasy | Malawi: Malawian | Malaysia: Malaysian
Maldives: Maldivian | Mali: Malian | Malta: Maltese | Mauritania: Mauritanian | Mauritius: Mauritian | Mexico: Mexican
Moldova: Moldovan | Mongolia: Mongolian | Montenegro: Montenegrin | Morocco: Moroccan | Mozambique: Mozambican | Myanmar: Burmese
Namibia: Namibian | Nepal: Nepali Nepalese | Netherlands: Dutch Dutchman Dutchwoman | New Zealand: New-Zealander Kiwi
Nicaragua: Nicaraguan | Niger: Nigerien | Nigeria: Nigerian | North Korea: North-Korean | North Macedonia: Macedonian
Norway: Norwegian | Oman: Omani | Pakistan: Pakistani | Palestine: Palestinian | Panama: Panamanian
Papua New Guinea: Papua-New-Guinean | Paraguay: Paraguayan | Peru: Peruvian | Philippines: Filipino Philippine Filipina
Poland: Polish Pole | Portugal: Portuguese | Puerto Rico: Puerto-Rican | Qatar: Qatari | Romania: Romanian | Russia: Russian
Rwanda: Rwandan | Saudi Arabia: Saudi Saudi-Arabian | Scotland: Scottish Scot Scots Scotsman | Senegal: Senegalese
Serbia: Serbian Serb | Seychelles: Seychellois | Sierra Leone: Sierra-Leonean | Singapore: Singaporean | Slovakia: Slovak Slovakian
Slovenia: Slovenian Slovene | Somalia: Somali | South Africa: South-African | South Korea: South-Korean | South Sudan: South-Sudanese
Spain: Spanish Spaniard | Sri Lanka: Sri-Lankan | Sudan: Sudanese | Suriname: Surinamese | Swaziland: Swazi | Sweden: Swedish Swede
Switzerland: Swiss | Syria: Syrian | Taiwan: Taiwanese | Tajikistan: Tajik | Tanzania: Tanzanian | Thailand: Thai | Tibet: Tibetan
Togo: Togolese | Tonga: Tongan | Trinidad and Tobago: Trinidadian | Tunisia: Tunisian | Turkey: Turkish Turk | Turkmenistan: Turkmen
Uganda: Ugandan | Ukraine: Ukrainian | United Arab Emirates: Emirati | United Kingdom: British Briton Brit | United States: American
Uruguay: Uruguayan | Uzbekistan: Uzbek | Venezuela: Venezuelan | Vietnam: Vietnamese | Wales: Welsh Welshman | Yemen: Yemeni
Zambia: Zambian | Zimbabwe: Zimbabwean | Korea: Korean | Europe: European | Africa: African | Asia: Asian | Soviet Union: Soviet
Chechnya: Chechen | Kurdistan: Kurdish Kurd | Texas: Texan | California: Californian | Catalonia: Catalan
"""

_SPELLINGS: Final[dict[str, str]] = {
    **dict.fromkeys(("us", "u.s.", "u.s", "usa", "u.s.a.", "united states of america", "america", "the states"), "United States"),
    **dict.fromkeys(("uk", "u.k.", "u.k", "britain", "great britain"), "United Kingdom"),
    **dict.fromkeys(("uae", "u.a.e.", "emirates"), "United Arab Emirates"),
    **dict.fromkeys(("prc", "people's republic of china", "mainland china"), "China"),
    **dict.fromkeys(("rok", "republic of korea"), "South Korea"),
    **dict.fromkeys(("dprk", "democratic people's republic of korea"), "North Korea"),
    **dict.fromkeys(("drc", "democratic republic of congo", "democratic republic of the congo", "dr congo"), "DR Congo"),
    **dict.fromkeys(("holland",), "Netherlands"),
    **dict.fromkeys(("czechia",), "Czech Republic"),
    **dict.fromkeys(("burma",), "Myanmar"),
    **dict.fromkeys(("côte d'ivoire", "cote d'ivoire"), "Ivory Coast"),
    **dict.fromkeys(("bosnia and herzegovina", "bosnia-herzegovina"), "Bosnia"),
    **dict.fromkeys(("eswatini",), "Swaziland"),
    **dict.fromkeys(("türkiye", "turkiye"), "Turkey"),
    **dict.fromkeys(("russian federation",), "Russia"),
    **dict.fromkeys(("kingdom of saudi arabia", "ksa"), "Saudi Arabia"),
    **dict.fromkeys(("islamic republic of iran",), "Iran"),
    **dict.fromkeys(("ussr", "u.s.s.r."), "Soviet Union"),
}


def _read() -> dict[str, str]:
    table = {}
    for entry in _TABLE.replace("\n", "|").split("|"):
        country, _, peoples = entry.partition(":")
        for people in peoples.split():
            table[people.replace("-", " ").casefold()] = country.strip()
    return table


NATIONALITIES: Final[dict[str, str]] = _read()
"""Nationality in lower case, singular ("russian", "south korean") -> the country's usual name ("Russia")."""

COUNTRIES: Final = frozenset(name.casefold() for name in NATIONALITIES.values())
"""Usual names of countries (and the few continents and regions of the table) in lower case."""

_KEYS: Final[dict[str, str]] = {name.casefold(): name for name in NATIONALITIES.values()} | _SPELLINGS


def country_of(nationality: str) -> str | None:
    """The country that a nationality belongs to: "Russian", "Russians", "South Korean" -> "Russia", "South Korea"; None if unknown."""
    plain = nationality.casefold().replace("-", " ")
    if plain in NATIONALITIES:
        return NATIONALITIES[plain]
    return NATIONALITIES.get(plain[:-1]) if plain.endswith("s") else None


@lru_cache(maxsize=2048)
def country_name(name: str) -> str | None:
    """The usual name of a country however it is written: "U.S.", "United States", "America" -> "United States"; None if it is none."""
    plain = name.casefold().replace("’", "'").strip()
    return _KEYS.get(plain.removeprefix("the "))


def place_key(text: str) -> str:
    """One key for a country and its nationality ("Russia", "Russian" -> "Russia"); the names of other places are lower-cased."""
    return country_name(text) or country_of(text) or text.casefold().removeprefix("the ").replace(".", "").replace("’", "'")
