// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.util.List;

/** What a rule may ask for by a name: all of these hear of its alerts. */
public record Action(String name, List<Destination> destinations) {

  public Action {
    destinations = List.copyOf(destinations);
  }
}
