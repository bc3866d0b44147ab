print("Today the harbour was quiet.")
