"""Photos in, analysed photos out; knows neither a window nor a database."""
