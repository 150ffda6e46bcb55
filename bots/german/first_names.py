"""First names that are common in Germany: before the name of a Stadtteil they make it a surname („Klaus Mühlenberg“).

Left out are those that are ordinary words too (August, Kai, Mai, Rose, Mark), since those stand before places.
"""

from __future__ import annotations

from familienkonferenz.bots.german.words import word_set

FIRST_NAMES = word_set(
    "Achim Adam Agnes Ahmed Ahmet Albert Alexander Alexandra Alfred Ali Alina Amelie Amina Amir Amira Andrea "
    "Andreas Anette Angela Angelika Anita Anja Anke Ann Anna Anne Annegret Anneliese Annette Anni Annika Antje "
    "Anton Antonia Armin Arne Arno Arthur Astrid Aylin Ayse Barbara Bastian Beate Beatrix Ben Benjamin Bernd "
    "Bernhard Berta Bettina Bianca Birgit Birte Björn Bodo Brigitte Britta Bruno Burkhard Can Carina Carl Carla "
    "Carmen Carola Carolin Caroline Carsten Cem Charlotte Christa Christel Christian Christiane Christina "
    "Christine Christoph Clara Claudia Clemens Corinna Cornelia Dagmar Daniel Daniela David Deniz Dennis Detlef "
    "Detlev Dieter Dietmar Dietrich Dirk Dora Doris Dorothea Eberhard Eckhard Edith Egon Eike Elena Elfriede "
    "Elias Elisabeth Elise Elke Ella Ellen Elsa Else Emil Emilia Emine Emma Erdal Erich Erik Erika Erna Esra "
    "Esther Eugen Eva Eveline Fabian Fatma Felix Ferdinand Finja Finn Florian Frank Franz Franziska Frauke Frida "
    "Frieda Friedhelm Friedrich Fritz Gabi Gabriele Georg Gerald Gerd Gerda Gerhard Gerlinde Gerold Gertrud Gesa "
    "Gisela Gregor Greta Gudrun Gustav Günter Günther Hannah Hannelore Hannes Hans Harald Hartmut Hassan Hedwig "
    "Heide Heidi Heike Heiko Heiner Heinrich Heinz Helena Helene Helga Helmut Henning Henri Henrik Herbert "
    "Hermann Hilde Hildegard Holger Horst Hubert Hugo Hülya Ida Ilona Ilse Ines Inga Inge Ingeborg Ingo Ingrid "
    "Irene Irina Iris Irmgard Isabel Isabell Ivan Jakob Jan Jana Janina Jannik Jens Jessica Joachim Jochen Johann "
    "Johanna Johannes Jonas Josef Judith Julia Julian Juliane Jutta Jörg Jörn Jürgen Karin Karina Karl Karla "
    "Karolin Karsten Katharina Kathrin Katja Katrin Kemal Kerstin Kevin Kilian Kirsten Klara Klaus Konrad "
    "Konstantin Kristin Kristina Kurt Lara Lars Lasse Laura Lea Lena Leni Leo Leon Leonie Liesel Lilli Lina Linda "
    "Linus Lisa Lothar Lotte Louis Luca Lucas Ludwig Luis Luisa Lukas Lutz Magdalena Maike Maja Malte Manfred "
    "Manuel Manuela Marc Marcel Marco Marcus Margarete Margit Margret Maria Marianne Marie Marina Marion Marko "
    "Markus Marlene Marlies Martha Martin Martina Marvin Mathilde Matthias Maurice Max Maximilian Maya Mehmet "
    "Meike Melanie Melina Merle Mia Michael Michaela Michelle Milan Miriam Mirjam Mohamed Mohammed Mona Monika "
    "Moritz Murat Mustafa Nadine Nadja Natalie Natascha Nele Nicole Niklas Nils Nina Noah Nora Norbert Olaf Ole "
    "Olga Oliver Oskar Otto Pascal Patricia Patrick Paul Paula Pauline Peter Petra Philipp Pia Piotr Rainer Ralf "
    "Ralph Ramona Raphael Rebecca Regina Reiner Reinhard Renate Richard Rita Robert Robin Roland Rolf Roman "
    "Rosemarie Rosi Rudolf Ruth Rüdiger Sabine Sabrina Samira Sandra Sara Sarah Sascha Sebastian Selma Sibylle "
    "Siegfried Sigrid Silke Silvia Simon Simone Sina Sofia Sofie Sonja Sophia Sophie Stefan Stefanie Steffen "
    "Stella Stephan Stephanie Susanne Sven Svenja Sylvia Tamara Tanja Tatjana Thea Theo Theodor Theresa Thomas "
    "Thorsten Tim Timo Tina Tobias Tom Torben Torsten Udo Ulrich Ulrike Ursula Uschi Ute Uwe Valentin Vanessa "
    "Vera Verena Veronika Viktor Viktoria Volker Waltraud Werner Wiebke Wilfried Wilhelm Wilma Winfried Wolfgang "
    "Yannick Yasemin Yildiz Yusuf Yvonne Zeynep"
)
