"""How a mail or SMS leaves: SMTP, providers of SMS, and what can go wrong on the way."""
