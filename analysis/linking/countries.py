"""Which country an article is about: for the parliaments, courts, ministries and parties that every country has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from analysis.article import Entity, Label
from analysis.language.entities.nationalities import country_name, country_of
from analysis.linking.names import REGIONS, normal_form

_PARTS: Final = {
    **dict.fromkeys(("England", "Scotland", "Wales", "Northern Ireland"), "United Kingdom"),
    **dict.fromkeys(("Texas", "California", "Puerto Rico"), "United States"),
}
"""Parts that have no institutions of their own names -> their country."""
_SHARE: Final = 0.5
"""What share of all that tells a country an article's own must have."""
_PLACES: Final = frozenset((Label.GPE, Label.NORP, Label.LOC))

_CAPITALS: Final = """
Afghanistan: kabul. Albania: tirana. Algeria: algiers. Angola: luanda. Argentina: buenos aires. Armenia: yerevan. Australia: canberra.
Austria: vienna. Azerbaijan: baku. Bahrain: manama. Bangladesh: dhaka. Belarus: minsk. Bolivia: la paz.
Bosnia: sarajevo. Botswana: gaborone. Brazil: brasilia. Bulgaria: sofia. Cambodia: phnom penh. Cameroon: yaounde. Canada: ottawa.
Chile: santiago. China: beijing, zhongnanhai. Colombia: bogota. Croatia: zagreb. Cuba: havana. Cyprus: nicosia.
Czech Republic: prague. Denmark: copenhagen. Ecuador: quito. Egypt: cairo. El Salvador: san salvador. Eritrea: asmara. Estonia: tallinn.
Ethiopia: addis ababa. Fiji: suva. Finland: helsinki. France: paris, elysee, elysee palace, quai d'orsay. Ghana: accra. Greece: athens.
Guatemala: guatemala city. Haiti: port-au-prince. Honduras: tegucigalpa. Hungary: budapest. Iceland: reykjavik.
India: delhi, new delhi, lok sabha, rajya sabha. Indonesia: jakarta. Iran: tehran, majlis. Iraq: baghdad. Ireland: dublin, dail.
Israel: tel aviv, knesset. Italy: rome, quirinale. Japan: tokyo. Jordan: amman. Kazakhstan: astana. Kenya: nairobi.
Kuwait: kuwait city. Kyrgyzstan: bishkek. Laos: vientiane. Latvia: riga. Lebanon: beirut. Libya: tripoli. Lithuania: vilnius.
Madagascar: antananarivo. Malawi: lilongwe. Malaysia: kuala lumpur, putrajaya. Mali: bamako. Malta: valletta. Mexico: mexico city.
Mongolia: ulaanbaatar. Morocco: rabat. Mozambique: maputo. Myanmar: naypyidaw, yangon. Namibia: windhoek. Nepal: kathmandu.
Netherlands: amsterdam. New Zealand: wellington. Nicaragua: managua. Nigeria: abuja, lagos, aso rock. North Korea: pyongyang.
Norway: oslo, storting. Oman: muscat. Pakistan: islamabad. Paraguay: asuncion. Peru: lima. Philippines: manila, malacanang. Poland: warsaw,
sejm. Portugal: lisbon. Qatar: doha. Romania: bucharest. Russia: moscow, kremlin, state duma. Rwanda: kigali. Saudi Arabia: riyadh.
Senegal: dakar. Serbia: belgrade. Slovakia: bratislava. Slovenia: ljubljana. Somalia: mogadishu. South Africa: pretoria.
South Korea: seoul, blue house. Spain: madrid, moncloa. Sri Lanka: colombo. Sudan: khartoum. Sweden: stockholm, riksdag.
Switzerland: bern, berne. Syria: damascus. Taiwan: taipei, legislative yuan. Tajikistan: dushanbe. Tanzania: dodoma, dar es salaam.
Thailand: bangkok. Tunisia: tunis. Turkey: ankara. Uganda: kampala. Ukraine: kyiv, kiev, verkhovna rada.
United Kingdom: london, downing street, whitehall, westminster, tory, tories, holyrood, stormont, lib dem, lib dems, liberal democrats.
United States: washington, white house, capitol hill, pentagon, washington dc, gop. Uruguay: montevideo. Uzbekistan: tashkent.
Venezuela: caracas, miraflores. Vietnam: hanoi. Yemen: sanaa. Zambia: lusaka. Zimbabwe: harare. Germany: berlin, bundestag, bundesrat.
Bahamas: nassau. Barbados: bridgetown. Belize: belmopan. Benin: porto-novo, cotonou. Bhutan: thimphu. Brunei: bandar seri begawan.
Burkina Faso: ouagadougou. Burundi: bujumbura, gitega. Chad: n'djamena. Congo: kinshasa, brazzaville.
Dominican Republic: santo domingo. Gabon: libreville. Gambia: banjul. Georgia: tbilisi. Guinea: conakry. Guyana: georgetown.
Ivory Coast: abidjan, yamoussoukro. Jamaica: kingston. Kosovo: pristina. Lesotho: maseru. Liberia: monrovia. Mauritania: nouakchott.
Mauritius: port louis. Moldova: chisinau. Montenegro: podgorica. Niger: niamey. North Macedonia: skopje. Palestine: ramallah.
Panama: panama city. Papua New Guinea: port moresby. Sierra Leone: freetown. South Sudan: juba. Suriname: paramaribo.
Swaziland: mbabane. Togo: lome. Tonga: nuku'alofa. Trinidad and Tobago: port of spain. Turkmenistan: ashgabat.
United Arab Emirates: abu dhabi, dubai.
"""
"""Capitals, seats of governments, houses and parties whose names stand for one country only, in lower case without accents."""


def _read(table: str) -> dict[str, str]:
    return {
        normal_form(name): country.strip()
        for entry in " ".join(table.split()).split(".")
        if ":" in entry
        for country, _, names in [entry.partition(":")]
        for name in names.split(",")
    }


_SEATS: Final = _read(_CAPITALS)


_STATE_OF: Final = re.compile(r"(?:the )?(?:\w+ ){0,2}(?:republic|state|kingdom|commonwealth|sultanate|government) of ", re.IGNORECASE)
"""What stands before a country in its full name, or in that of its government."""


def country_in(entities: Iterable[Entity]) -> str | None:
    """Return the country that most of an article's names of countries, peoples, capitals and seats of governments mean.

    None where that is even or most of them mean others.
    """
    said: Counter[str] = Counter()
    for entity in entities:
        country = _SEATS.get(normal_form(entity.name)) if entity.label is not Label.PERSON else None
        if country is None and entity.label in _PLACES:
            country = country_name(entity.name) or country_of(entity.name) or country_name(_STATE_OF.sub("", entity.name))
        if country is not None and country not in REGIONS:
            said[_PARTS.get(country, country)] += len(entity.mentions)
    if not said:
        return None
    (country, most), *rest = said.most_common(2)
    return country if most >= _SHARE * said.total() and (not rest or most > rest[0][1]) else None
