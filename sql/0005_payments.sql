ALTER TABLE atelier_account ADD COLUMN purchases INT UNSIGNED NOT NULL DEFAULT 0;
ALTER TABLE atelier_account ADD COLUMN buyer_granted TINYINT UNSIGNED NOT NULL DEFAULT 0;
ALTER TABLE atelier_request ADD COLUMN method VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NULL;
-- The payment that is under way: between its two steps nothing else may change the request.
ALTER TABLE atelier_request ADD COLUMN paying CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL;
ALTER TABLE atelier_request_line ADD COLUMN paid INT UNSIGNED NOT NULL DEFAULT 0;

-- The ledger. parts: JSON, line id to amount. A refund names the payment that it gives back (of_payment).
-- confirmed: the change of money was seen in the character's saved row.
CREATE TABLE IF NOT EXISTS atelier_payment (
  id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  request_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  of_payment CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
  method VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount INT UNSIGNED NOT NULL,
  parts TEXT NOT NULL,
  state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  command_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  character_key VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  reference VARCHAR(100) NOT NULL DEFAULT '',
  created_at BIGINT UNSIGNED NOT NULL,
  settled_at BIGINT UNSIGNED NULL,
  confirmed TINYINT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  KEY of_request (request_id, created_at),
  KEY unsettled (state, confirmed, created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
