"""Results → what people look at: words and charts."""
