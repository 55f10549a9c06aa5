"""Effects are found too."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0007_practices_by_meaning'),
    ]

    operations = [
        migrations.AlterField(
            model_name='document',
            name='kind',
            field=models.CharField(choices=[('territory', 'Territories'), ('sector', 'Sectors'), ('post', 'Posts'), ('organisation', 'Organisations'), ('matter', 'Matters'), ('practice', 'Practices'), ('effect', 'Effects'), ('duty', 'Duties of officials'), ('norm', 'Documents of law')], max_length=12),
        ),
    ]
