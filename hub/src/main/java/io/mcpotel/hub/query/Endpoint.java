// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.StoreException;
import java.util.List;

/** One thing that can be asked. */
interface Endpoint {

  /** What follows {@link Api#ROOT}; where it ends in a slash, an id comes after it. */
  String path();

  List<Parameter> parameters();

  /**
   * What is written as JSON, or null where there is no such thing.
   *
   * @param id what follows the path
   */
  Object answer(Asked asked, String id) throws BadParameter, StoreException;
}
