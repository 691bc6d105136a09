"""Tests of lesson 06."""
