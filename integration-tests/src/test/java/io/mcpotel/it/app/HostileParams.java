// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/** Params that nobody but the JSON mapper can look at. */
final class HostileParams {

  @JsonProperty("label")
  public String label() {
    return "hostile";
  }

  @JsonIgnore
  public Map<String, Object> meta() {
    throw new IllegalStateException("nobody asks for this");
  }
}
