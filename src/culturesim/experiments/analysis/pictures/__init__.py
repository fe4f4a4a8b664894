"""Pictures of analyses in the house style, legible in print and for all eyes."""
