"""Prices that pair files beside this one share."""


def price(number):
    return 3 * number
