package io.theriac.state;

/** What a visit had to do with an order, weakest first. */
enum OrderRole {
  /** An event that stops, holds or resumes the order named the visit. */
  MENTIONED,
  /** The order was changed or given at the visit. */
  USED,
  /** The order was placed at the visit. */
  ORDERED
}
