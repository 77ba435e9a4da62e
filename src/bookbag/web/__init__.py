"""What people see: pages, forms and addresses. Asks queries, calls actions; decides nothing and holds no rule."""
"""What people see: pages, forms and the templates they are made of. Decides nothing and writes nothing by itself."""
