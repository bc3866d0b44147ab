ports = {"Antwerp", "Bergen", "Cork", "Dieppe", "Esbjerg", "Faro", "Gdansk", "Hull", "Izmir", "Jaffa"}
for port in ports:
    print(port)
