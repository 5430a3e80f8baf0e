package dev.slipway.domain.installation;

/** What an operation in flight was asked to do. */
public enum OperationKind {
  INSTALL,
  UPGRADE,
  DOWNGRADE,
  REDEPLOY,
  RECONFIGURE,
  AUTOMATIC_UPGRADE
}
