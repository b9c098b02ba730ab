"""How names of any script sound: spelt in Latin letters, and compared letter by letter."""
