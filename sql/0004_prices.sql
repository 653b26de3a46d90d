-- A final price is set once, by an agreement; only a reopening with a reason takes it back.
ALTER TABLE atelier_request_line ADD COLUMN final_price INT UNSIGNED NULL;
ALTER TABLE atelier_request_line ADD COLUMN agreed_seq INT UNSIGNED NULL;

-- Every offer ever made; the newest open one of a line counts. seq is the request's version that the offer made.
CREATE TABLE IF NOT EXISTS atelier_offer (
  id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  request_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  line_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  side VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  author_id CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount INT UNSIGNED NOT NULL,
  note VARCHAR(500) NOT NULL,
  state VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  seq INT UNSIGNED NOT NULL,
  created_at BIGINT UNSIGNED NOT NULL,
  expires_at BIGINT UNSIGNED NULL,
  PRIMARY KEY (id),
  KEY of_request (request_id, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
