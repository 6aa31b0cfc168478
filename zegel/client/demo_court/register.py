"""The register of the demo: its lawyers with invented numbers. One of them is suspended, one has not linked yet."""

REGISTER = """kind;number;name;email;office;address;status;from;until
bar;A10001;mr. A. de Vries;a.devries@devriesvandam.example;De Vries Van Dam Advocaten;Keizersgracht 1, Amsterdam;active;;
bar;A10002;mr. P. van Dam;p.vandam@devriesvandam.example;De Vries Van Dam Advocaten;Keizersgracht 1, Amsterdam;active;;
bar;A10003;mr. L. Yılmaz;l.yilmaz@kade12.example;Kade 12 Advocatuur;Kade 12, Rotterdam;active;;
bar;A10004;mr. J. Hendriks;j.hendriks@noorderlicht.example;Noorderlicht Advocaten;Noorderplein 3, Groningen;active;;
bar;A10005;mr. S. O'Connor;s.oconnor@kade12.example;Kade 12 Advocatuur;Kade 12, Rotterdam;active;;
bar;A10006;mr. G. Sluis;g.sluis@kade12.example;Kade 12 Advocatuur;Kade 12, Rotterdam;suspended;2026-01-05;
"""
LINKED = {
    "devries": "A10001",
    "vandam": "A10002",
    "yilmaz": "A10003",
    "hendriks": "A10004",
    "sluis": "A10006",
}
"""Who has linked which number, by `Person.ref`."""
