-- A standing permission that was given on an approval is for those machines, whoever has their names later.
ALTER TABLE permit ADD COLUMN machine_ids_json TEXT;
