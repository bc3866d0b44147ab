import os

print("***", os.environ["APP_NAME"], os.environ.get("APP_VERSION", "of no known version"), "***")
