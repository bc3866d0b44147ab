ports = {"Antwerp", "Bergen", "Cork", "Dieppe", "Esbjerg", "Faro", "Gdansk", "Hull", "Izmir", "Jaffa"}
for port in sorted(ports):
    print(port)
