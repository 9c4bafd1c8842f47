package org.peftbench.methods;
