package org.peftbench.models;
