"""What the model is held to: published numbers, published models and exact results."""
