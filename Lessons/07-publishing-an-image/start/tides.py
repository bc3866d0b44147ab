"""When the water is high, for whoever asks."""

print("Tides 1.0")
print("High water at 06:12 and 18:37")
