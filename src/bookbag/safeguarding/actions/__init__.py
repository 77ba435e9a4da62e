"""What is done with concerns: filed, alerted of, taken, sealed or left, referred."""
