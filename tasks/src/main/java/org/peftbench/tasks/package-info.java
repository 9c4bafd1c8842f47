package org.peftbench.tasks;
