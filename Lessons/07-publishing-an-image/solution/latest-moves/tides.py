"""When the water is high, for whoever asks."""

print("Tides 1.2")
print("High water at 12:24 and 00:02")
print("Low water at 06:12 and 18:37")
