package org.peftbench.models.ops;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What autograd keeps of an operation's arrays for the way back. */
enum Keeps {
  NOTHING,
  OPERANDS,
  RESULT,
  /** Operands and result. */
  ALL,
  /** The first operand where a gradient goes to the second, and the second likewise. */
  FACTORS;

  List<DryArray> of(DryArray result, List<DryArray> operands) {
    return switch (this) {
      case NOTHING -> List.of();
      case OPERANDS -> operands;
      case RESULT -> List.of(result);
      case ALL -> Stream.concat(operands.stream(), Stream.of(result)).toList();
      case FACTORS ->
          IntStream.of(0, 1)
              .filter(factor -> operands.get(1 - factor).isFollowed())
              .mapToObj(operands::get)
              .toList();
    };
  }
}
