// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.vitals.alert;

/**
 * Whose alerts they are.
 *
 * @param service the service's name
 * @param instance what tells this process from the others of that name
 */
public record Source(String service, String instance) {

  /** What all that is told of one rule has in common, as long as this process lives. */
  String key(Alert alert) {
    return alert.rule() + "/" + service + "/" + instance;
  }
}
