// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

/**
 * Whose alerts they are.
 *
 * @param service the service's name
 * @param instance what tells this process from the others of that name
 */
public record Source(String service, String instance) {

  /** What all alerts of one rule have in common, as long as this process lives. */
  String key(Alert alert) {
    return alert.rule() + "/" + service + "/" + instance;
  }
}
