"""Big cities by their time zone, beside those after which IANA has named the zones.

Written down rather than taken from a gazetteer of megabytes: whose city is missing names the
country, or a bigger city. Countries with several times matter most. A test looks at every zone.
"""

ALSO = """
Africa/Casablanca Rabat|Marrakesh|Fes
Africa/Johannesburg Cape Town|Durban|Pretoria
Africa/Lagos Abuja|Kano|Ibadan
Africa/Cairo Alexandria|Giza|القاهرة
America/Argentina/Buenos_Aires Rosario|La Plata
America/Bogota Medellin|Cali|Barranquilla
America/Chicago Houston|Dallas|Austin|San Antonio|Minneapolis|New Orleans|Nashville|Memphis
America/Chicago Milwaukee|St. Louis|Kansas City|Oklahoma City
America/Denver Salt Lake City|Albuquerque|Colorado Springs
America/Edmonton Calgary
America/Los_Angeles San Francisco|Seattle|San Diego|Las Vegas|Portland|San Jose|Sacramento|Oakland
America/Mexico_City Guadalajara|Puebla|CDMX
America/New_York Boston|Washington|Washington DC|Philadelphia|Miami|Atlanta|Orlando|Tampa
America/New_York Charlotte|Baltimore|Pittsburgh|Cleveland|Columbus|NYC
America/Sao_Paulo Rio de Janeiro|Brasilia|Belo Horizonte|Curitiba|Porto Alegre|Campinas
America/Sao_Paulo Florianopolis
America/Toronto Ottawa|Quebec
Asia/Almaty Astana|Shymkent
Asia/Dubai Abu Dhabi|Sharjah
Asia/Ho_Chi_Minh Hanoi|Da Nang
Asia/Jakarta Surabaya|Bandung|Medan|Yogyakarta
Asia/Jerusalem Tel Aviv|Haifa
Asia/Karachi Lahore|Islamabad|Rawalpindi
Asia/Kolkata Mumbai|Bombay|Delhi|New Delhi|Bangalore|Bengaluru|Hyderabad|Chennai|Pune|Ahmedabad
Asia/Kolkata Jaipur
Asia/Kuala_Lumpur Penang|Johor Bahru
Asia/Makassar Denpasar|Bali
Asia/Manila Cebu|Quezon City|Davao
Asia/Riyadh Jeddah|Mecca|Medina
Asia/Shanghai Beijing|Peking|北京|Shenzhen|Guangzhou|Chengdu|Hangzhou
Asia/Tokyo 東京|Osaka|Kyoto|Nagoya|Yokohama|Fukuoka|Sapporo
Asia/Dhaka Chittagong
America/Halifax Dartmouth
America/Manaus Amazonas
America/Phoenix Tucson|Mesa
America/Vancouver Victoria|Surrey|Burnaby
Australia/Adelaide Glenelg
Australia/Melbourne Geelong
Australia/Perth Fremantle
Europe/Vienna Wien|Graz|Salzburg|Linz|Innsbruck
Asia/Yekaterinburg Chelyabinsk|Perm|Ufa
Australia/Sydney Canberra|Newcastle
Australia/Brisbane Gold Coast|Cairns
Europe/Amsterdam Rotterdam|The Hague|Utrecht
Europe/Athens Αθήνα|Thessaloniki
Europe/Berlin München|Munich|Hamburg|Köln|Cologne|Frankfurt|Stuttgart|Dusseldorf|Leipzig
Europe/Istanbul Ankara|Izmir
Europe/Kyiv Київ|Kharkiv|Odesa|Lviv|Dnipro
Europe/Lisbon Lisboa|Porto|Braga|Coimbra|Faro
Europe/London Manchester|Birmingham|Edinburgh|Glasgow|Liverpool|Leeds|Bristol
Europe/Madrid Barcelona|Valencia|Seville|Malaga|Bilbao
Europe/Moscow Москва|Saint Petersburg|Kazan|Nizhny Novgorod|Krasnodar|Sochi
Europe/Paris Lyon|Marseille|Toulouse|Nice|Bordeaux|Lille
Europe/Prague Praha|Brno
Europe/Rome Roma|Milano|Milan|Napoli|Naples|Torino|Turin|Firenze|Florence|Bologna|Venice
Europe/Stockholm Gothenburg|Malmo
Europe/Warsaw Warszawa|Krakow|Gdansk|Wroclaw|Poznan|Lodz
Europe/Zurich Geneva|Basel|Bern|Lausanne
"""
