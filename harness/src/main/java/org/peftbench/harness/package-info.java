package org.peftbench.harness;
