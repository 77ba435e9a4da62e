"""What people see: pages, forms and the templates they are made of. Decides nothing and writes nothing by itself."""
