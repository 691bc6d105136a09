"""Tests of lesson 11."""
