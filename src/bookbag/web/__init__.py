"""What people see: pages, forms and addresses. Asks queries, calls actions; decides nothing and holds no rule."""
