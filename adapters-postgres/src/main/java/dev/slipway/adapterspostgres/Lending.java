package dev.slipway.adapterspostgres;

/** A connection that is lent; it is either given back or given up, once. */
interface Lending {

  /** What is lent. */
  Session session();

  /** It has answered what it was sent, or was sent nothing. */
  void giveBack();

  /** It is good for nothing any more. */
  void giveUp();
}
