"""When the water is high, for whoever asks."""

print("Tides 1.1")
print("High water at 06:12 and 18:37")
print("Low water at 00:02 and 12:24")
