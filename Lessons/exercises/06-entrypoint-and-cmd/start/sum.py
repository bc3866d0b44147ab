import sys

print("the sum is", sum(int(argument) for argument in sys.argv[1:]))
