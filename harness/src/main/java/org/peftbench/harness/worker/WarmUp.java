package org.peftbench.harness.worker;

import ai.djl.engine.Engine;
import ai.djl.huggingface.tokenizers.jni.LibUtils;

/** Loads the engine and the tokenizers once, which unpacks their native libraries. */
final class WarmUp {
  private WarmUp() {}

  /** Loads them and says which engine it is. */
  public static void main(String[] arguments) {
    Worker.endWithParent();
    LibUtils.checkStatus();
    System.out.println(Engine.getInstance());
  }
}
