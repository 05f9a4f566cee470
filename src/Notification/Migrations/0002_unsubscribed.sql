-- One word for one thing: a reader who no longer wants mails has unsubscribed, in code, pages and here.
ALTER TABLE subscriptions DROP CONSTRAINT subscriptions_state_check;

UPDATE subscriptions
   SET state = 'unsubscribed'
 WHERE state = 'left';

ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_state_check CHECK (state IN ('pending', 'confirmed', 'unsubscribed'));

ALTER TABLE subscriptions RENAME COLUMN left_at TO unsubscribed_at;
