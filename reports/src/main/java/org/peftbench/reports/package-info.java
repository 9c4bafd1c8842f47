package org.peftbench.reports;
