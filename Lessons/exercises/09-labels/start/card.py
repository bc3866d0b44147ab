print("Ada, harbour pilot")
