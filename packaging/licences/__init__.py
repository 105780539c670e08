"""Which parts are shipped, of whom, under which licence; and what is told of them."""
